"""Whatever is brought from outside: a correct result or a sentence, nothing else; and what goes out runs nowhere."""
