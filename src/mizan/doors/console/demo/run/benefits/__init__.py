"""The benefit side of the demo: who claims what, the officers' desk, and the months' pay runs, all through the real acts."""
