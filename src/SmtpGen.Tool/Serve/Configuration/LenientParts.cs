using SmtpGen.Protocols.Pop3;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>The parts of what the option <c>lenient</c> stands for, by the names of the protocol's options without what they begin with.</summary>
internal static class LenientParts
{
    private const string Unpadded = "unpadded-base64";

    private static readonly Dictionary<string, string> s_properties = new SmtpOptions().StandsFor(nameof(SmtpOptions.Lenient))
        .ToDictionary(name => name.Replace("lenient-", "", StringComparison.Ordinal), Property, StringComparer.Ordinal);

    public static IEnumerable<string> Names => s_properties.Keys;

    /// <summary>What turns parts on, or all of them where none is named.</summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="parts">The parts.</param>
    /// <exception cref="ToolException">One is not a part of it.</exception>
    public static IEnumerable<Setting> Settings(string option, IReadOnlyCollection<string> parts)
    {
        if (parts.Count == 0)
            yield return new Setting("Smtp:Lenient", ["true"], option);
        // What POP3 has of it.
        if (parts.Count == 0 || parts.Contains(Unpadded))
            yield return new Setting($"Pop3:Protocol:{nameof(Pop3Options.UnpaddedBase64)}", ["true"], option);
        foreach (string part in parts)
        {
            if (!s_properties.TryGetValue(part, out string? property))
                throw new ToolException(ToolExit.Usage, $"{option} names '{part}', which is not part of it; there are {string.Join(", ", Names)}");
            yield return new Setting($"Smtp:Protocol:{property}", ["true"], option);
        }
    }

    // The property of an option: lenient-names is LenientNames.
    private static string Property(string name) =>
        string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
