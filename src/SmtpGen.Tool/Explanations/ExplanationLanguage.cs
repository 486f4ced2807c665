using System.CommandLine;
using SmtpGen.Language.Model;

namespace SmtpGen.Tool.Explanations;

/// <summary>The language of explanations: that of the option, else of the locale, else English.</summary>
internal static class ExplanationLanguage
{
    private const string English = "en";

    public static Option<string?> CreateOption() => new("--lang")
    {
        Description = "The language of the explanations, such as en or ja; that of the locale (LC_ALL, LC_MESSAGES, LANG) unless given",
        HelpName = "LANGUAGE",
    };

    /// <summary>The language for a protocol.</summary>
    /// <param name="asked">What the option says; null where it is not given.</param>
    /// <param name="protocol">The protocol, whose translations there are.</param>
    /// <exception cref="ToolException">The option names a language that there is not.</exception>
    public static string Choose(string? asked, ProtocolModel protocol)
    {
        string[] known = [English, .. protocol.Helps.Select(help => help.Locale).Order(StringComparer.Ordinal)];
        if (asked is null)
            return Match(FromEnvironment(), known) ?? English;
        return Match(asked, known) ?? throw new ToolException(ToolExit.Usage, $"there is no language '{asked}'; there are {string.Join(", ", known)}");
    }

    // POSIX: the first that is set and not empty counts (XBD 8.2).
    private static string FromEnvironment() => new[] { "LC_ALL", "LC_MESSAGES", "LANG" }
        .Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";

    // ja_JP.UTF-8@modifier, or ja-JP: the whole name, else its language alone.
    private static string? Match(string locale, string[] known)
    {
        string name = locale.Split('.', '@')[0].Replace('_', '-');
        return Find(name) ?? Find(name.Split('-')[0]);

        string? Find(string wanted) => Array.Find(known, language => language.Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }
}
