"""How well questions with known answers are answered: measures, intervals, comparison."""
