"""The door of controls of spending: the queue of findings, one finding, the register of controls."""
