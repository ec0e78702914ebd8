"""Text becomes vectors: the encoders and their caches."""
