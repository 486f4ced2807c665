namespace SmtpGen.CodeFixes;

/// <summary>What people call the arguments of commands.</summary>
internal static class ArgumentNames
{
    // What RFC 5321 and those who program it call the same thing.
    private static readonly string[][] s_synonyms =
    [
        ["sender", "from", "reversepath", "returnpath", "mailfrom"],
        ["recipient", "to", "forwardpath", "rcptto"],
        ["client", "clientname", "localname", "helloname", "ehloname"],
    ];

    // Words that say nothing more of an address; a sender's name or domain is something else.
    private static readonly string[] s_fillers = ["address", "mailbox", "email", "mail", "envelope", "path", "first"];

    /// <summary>Whether a name means a parameter, from the strictest reading to the freest: the same name, a synonym, one with a filler.</summary>
    public static IEnumerable<Func<string, bool>> Readings(string parameter)
    {
        string[] names = Array.Find(s_synonyms, names => names.Contains(Plain(parameter))) ?? [Plain(parameter)];
        yield return name => Plain(name) == Plain(parameter);
        yield return name => names.Contains(Plain(name));
        yield return name => names.Contains(string.Concat(Words(name).Where(word => !s_fillers.Contains(word))));
    }

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();

    private static IEnumerable<string> Words(string name)
    {
        int begin = 0;
        for (int i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !char.IsUpper(name[i]) && name[i] != '_')
                continue;
            yield return Plain(name.Substring(begin, i - begin));
            begin = i;
        }
    }
}
