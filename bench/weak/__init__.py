"""Large sets of questions made from the acts themselves: weak supervision, no annotator.

    python -m bench.weak LIBRARY -o FOLDER [--per-kind N] [--seed S]

Acts explain, define, head and list their own provisions, so a question and its right pasal can be
read off them. The types, one file a pair:

* ``elucidation``: a sentence of the elucidation of a pasal is asked, its pasal is right; hits in
  that elucidation do not count (``source``). `bench.weak.elucidation`
* ``definition``: "Apa yang dimaksud dengan X?", right is who defines X; ``term``: the definition
  without its term is asked. `bench.weak.definition`
* ``english``: the same by an English name (our own lists); ``english-meaning``: by our glossary's
  meaning in English. `bench.weak.english`
* ``heading``: the title of a bab, bagian or paragraf, right is each pasal under it; ``lead-in``:
  the opening line of a list. `bench.weak.heading`
* ``forbidden``, ``how-long``, ``who``, ``which``: sentences turned into questions, with the words
  that answer them. `bench.weak.pattern`

**Not word for word.** A question keeps the head or the end of a long sentence, or loses a fifth of
its words by chance (`bench.weak.wording`); one that still has over three fifths of the words of
what it was made of, in one run, is left out. **Certain.** The same sentence in several pasal makes
one question with several right pasal; a question all of whose content words stand in one unit of
yet another pasal is left out, since that might answer it as well. This favours questions that words
can answer: compare rankings with these sets, not types with one another. **Apart.** Acts fall into
a tuning and a testing half by a hash of their id; a question with right pasal in both is left out.

The same library and seed give the same files. They hold the acts' own text, so they are made and
never committed.
"""
