"""The register of instructions: what was asked, who carries it, where it stands each day; and the adopted documents."""
