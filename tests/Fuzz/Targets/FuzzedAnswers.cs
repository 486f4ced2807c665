namespace SmtpGen.Fuzz.Targets;

/// <summary>What the application of a fuzzed session answers, by the command and by how often it was asked before.</summary>
internal sealed class FuzzedAnswers
{
    private static readonly Dictionary<string, string[]> s_answers = new(StringComparer.Ordinal)
    {
        ["RCPT"] = ["recipient-ok", "recipient-ok", "no-such-mailbox"],
        ["AUTH"] = ["challenge", "auth-failed", "challenge", "challenge", "auth-ok"],
        ["BODY"] = ["queued", "queued", "message-refused"],
    };

    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);

    /// <summary>The next answer, by its name in the specification; null: the first that there is.</summary>
    public string? Next(string command)
    {
        if (!s_answers.TryGetValue(command, out string[]? answers))
            return null;
        int before = _asked.GetValueOrDefault(command);
        _asked[command] = before + 1;
        return answers[before % answers.Length];
    }
}
