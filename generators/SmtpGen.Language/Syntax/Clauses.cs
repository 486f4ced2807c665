namespace SmtpGen.Language.Syntax;

/// <summary>The clauses of one member that may stand in it once.</summary>
internal sealed class Clauses(TokenReader tokens)
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>Takes the word that begins a clause, and reports it where the clause was said before.</summary>
    /// <param name="word">The word.</param>
    /// <param name="clause">The clause as a message quotes it; null: the word.</param>
    public bool TryTakeWord(string word, string? clause = null)
    {
        if (!tokens.AtWord(word))
            return false;
        Say(tokens.Take(), clause ?? word);
        return true;
    }

    /// <summary>Reports a clause that was said before.</summary>
    /// <param name="at">Where it stands now.</param>
    /// <param name="clause">The clause as a message quotes it.</param>
    public void Say(Token at, string clause)
    {
        if (!_said.Add(clause))
            tokens.Error(SyntaxRules.UnexpectedToken, at.Span, $"'{clause}' is said here already; keep one of the two.");
    }
}
