using System.Text;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>Sets what can be configured by the names it has in the specification.</summary>
public static class SettingNames
{
    /// <summary>Sets a limit.</summary>
    public static void SetLimit(this SmtpOptions options, string name, long value) =>
        typeof(SmtpOptions).GetProperty(Pascal(name))!.SetValue(options, value);

    /// <summary>Sets an option, or switches a policy.</summary>
    public static void SetOption(this SmtpOptions options, string name, bool isOn) =>
        typeof(SmtpOptions).GetProperty(Pascal(name))!.SetValue(options, isOn);

    /// <summary>Switches an extension.</summary>
    public static void SetExtension(this SmtpOptions options, string keyword, bool isOn)
    {
        var extension = Enum.GetValues<SmtpExtensions>()
            .Single(e => e.ToString().EndsWith(keyword.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        options.Extensions = isOn ? options.Extensions | extension : options.Extensions & ~extension;
    }

    /// <summary>Gives a session one of its texts.</summary>
    public static void SetWord(this ISmtpSession session, string name, string text) =>
        typeof(ISmtpSession).GetProperty(Pascal(name))!.SetValue(session, new ReadOnlyMemory<byte>(Encoding.ASCII.GetBytes(text)));

    /// <summary>The name in C#: <c>message-size</c> is <c>MessageSize</c>.</summary>
    public static string Pascal(string name) => string.Concat(name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
