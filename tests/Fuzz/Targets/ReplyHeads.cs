using System.Text.RegularExpressions;

namespace SmtpGen.Fuzz.Targets;

/// <summary>Code and enhanced code of each reply, as the reference interpreter lists them.</summary>
internal static partial class ReplyHeads
{
    public static IEnumerable<string> Of(string said) => said
        .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.Length < 4 || line[3] == ' ')
        .Select(line => Head().Match(line).Value.TrimEnd());

    [GeneratedRegex(@"^\d{3}( \d\.\d+\.\d+)?")]
    private static partial Regex Head();
}
