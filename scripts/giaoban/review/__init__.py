"""What editors and reviewers are told: findings in every format, what a change does, and what each rule asks for."""
