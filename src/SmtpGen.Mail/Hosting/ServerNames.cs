namespace SmtpGen.Mail;

/// <summary>What servers of one protocol are told apart by.</summary>
internal static class ServerNames
{
    /// <summary>The configuration section of a server: <c>Smtp</c>, and <c>Smtp:mx</c> for the one with that name.</summary>
    public static string Section(string protocol, string name) => name.Length == 0 ? protocol : $"{protocol}:{name}";

    /// <summary>Makes sure that a name is one.</summary>
    /// <exception cref="ArgumentException">It is empty, or has a colon, which separates the parts of a configuration's keys.</exception>
    public static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name.Contains(':', StringComparison.Ordinal)
            ? throw new ArgumentException($"the name \"{name}\" has a colon, which separates the parts of a configuration's keys", nameof(name))
            : name;
    }
}
