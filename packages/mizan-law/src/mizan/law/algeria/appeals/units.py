"""Units of this branch that are sets of choices (`choices.toml`), with the place of each name."""

from typing import Final, NewType

AppealEvent = NewType("AppealEvent", int)
DECISION_NOTIFIED: Final = 0
LOCAL_DECISION_RECEIVED: Final = 1
LOCAL_APPEAL_UNANSWERED: Final = 2
NATIONAL_DECISION_RECEIVED: Final = 3
NATIONAL_APPEAL_UNANSWERED: Final = 4

AppealBody = NewType("AppealBody", int)
LOCAL_COMMISSION: Final = 0
NATIONAL_COMMISSION: Final = 1
COURT: Final = 2

SilenceReading = NewType("SilenceReading", int)
OPENS_AT_TERM: Final = 0
CLOSES_AT_TERM: Final = 1

CourtKind = NewType("CourtKind", int)
SOCIAL_COURT: Final = 0
ADMINISTRATIVE_COURT: Final = 1

FilingChannel = NewType("FilingChannel", int)
OTHER_CHANNEL: Final = 0

AppealGround = NewType("AppealGround", int)
ADMISSIBLE: Final = 0
FILED_LATE: Final = 1
NOT_IN_WRITING: Final = 2
WITHOUT_GRIEVANCES: Final = 3
WRONG_CHANNEL: Final = 4

ObjectionScope = NewType("ObjectionScope", int)
ANY_OBJECTION: Final = 0
LATENESS_ONLY: Final = 1

SurchargeDecision = NewType("SurchargeDecision", int)
HALF_REDUCTION: Final = 0
FORCE_MAJEURE: Final = 1
REJECTED: Final = 2

ExpertiseEvent = NewType("ExpertiseEvent", int)
MEDICAL_DECISION_NOTIFIED: Final = 0
EXPERTISE_REQUESTED: Final = 1
EXPERTS_PROPOSED: Final = 2
EXPERT_NOT_AGREED: Final = 3
FILE_RECEIVED_BY_EXPERT: Final = 4
REPORT_RECEIVED_BY_FUND: Final = 5

ExpertiseActor = NewType("ExpertiseActor", int)
INSURED_PERSON: Final = 0
FUND: Final = 1
EXPERT: Final = 2

ExpertiseConsequence = NewType("ExpertiseConsequence", int)
RIGHT_LOST: Final = 0
DOCTOR_OPINION_BINDS_FUND: Final = 1
FUND_APPOINTS_EXPERT: Final = 2
NONE_STATED: Final = 3

ExpertiseGround = NewType("ExpertiseGround", int)
EXPERTISE_OPEN: Final = 0
REQUESTED_LATE: Final = 1
EXPERTISE_NOT_IN_WRITING: Final = 2
NO_DOCTOR_REPORT: Final = 3
SUMMONS_REFUSED: Final = 4

ExpertisePayer = NewType("ExpertisePayer", int)
PAID_BY_FUND: Final = 0
PAID_BY_INSURED: Final = 1

MedicalDispute = NewType("MedicalDispute", int)
HEALTH_STATE: Final = 0
WORK_INCAPACITY: Final = 1
INVALIDITY: Final = 2
PRACTITIONER_ABUSE: Final = 3

MedicalRoute = NewType("MedicalRoute", int)
MEDICAL_EXPERTISE: Final = 0
INVALIDITY_COMMISSION: Final = 1
TECHNICAL_COMMISSION: Final = 2

InvalidityEvent = NewType("InvalidityEvent", int)
FUND_DECISION_NOTIFIED: Final = 0
COMMISSION_SEIZED: Final = 1
COMMISSION_DECIDED: Final = 2
COMMISSION_DECISION_RECEIVED: Final = 3

InvalidityActor = NewType("InvalidityActor", int)
INSURED_TO_COMMISSION: Final = 0
COMMISSION_DECIDES: Final = 1
COMMISSION_NOTIFIES: Final = 2
PARTY_TO_COURT: Final = 3
