"""What editors and reviewers read: findings in every format, what a change does, and what each rule asks for."""
