"""Whether a person of an age and a service has a right to a pension or to an allocation, and the ground when not."""
