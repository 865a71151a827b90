"""The checklist of evidence points: judged by the program, laid out by it, answered by people."""
