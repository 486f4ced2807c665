namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>What was said of an option.</summary>
/// <param name="Key">The option's key.</param>
/// <param name="Values">The texts of its value; none for null.</param>
/// <param name="Source">Who said it, as errors name it: <c>--max-size</c>, <c>SMTPGEN_SMTP__USERS</c>, <c>serve.json:3:7: Smtp:Users</c>.</param>
internal sealed record Setting(string Key, IReadOnlyList<string> Values, string Source)
{
    /// <summary>Of two that say something of one option, the one that was added later counts.</summary>
    public int Layer { get; init; }
}
