"""The feed of sick-leave certificates (docs/formats/certificates.md): who signed how many days for whom, a line each, and no diagnosis."""

from mizan.formats.certificates.reader import read
from mizan.formats.certificates.types import Certificate, CertificateCheck, CertificateLine

__all__ = ["Certificate", "CertificateCheck", "CertificateLine", "read"]
