"""Dalil for others: who may do what, the service for programs, and the server for assistants."""
