"""The officer's door: claims in order of promised date, files opened for a reason, decisions with their law."""
