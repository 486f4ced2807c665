using System.CommandLine;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>The option that chooses the language of explanations.</summary>
internal static class LanguageOption
{
    public static Option<string> Create() => new("--lang")
    {
        Description = $"The language of explanations: {string.Join(", ", SmtpReplies.Locales)}",
        HelpName = "LANGUAGE",
        DefaultValueFactory = _ => "en",
    };

    public static string Check(string language) => SmtpReplies.Locales.Contains(language)
        ? language
        : throw new ToolException(ToolExit.Usage, $"there is no language '{language}'; there are {string.Join(", ", SmtpReplies.Locales)}");
}
