"""Dalil beside other tools of retrieval: same passages, same questions, same vectors."""
