using System.Globalization;
using SmtpGen.Runtime;

namespace SmtpGen.Dialogs;

/// <summary>Sets what can be configured by the names it has in the specification.</summary>
public static class SettingNames
{
    /// <summary>Sets a limit.</summary>
    public static void SetLimit(this ProtocolOptions options, string name, long value) =>
        options.GetType().GetProperty(Pascal(name))!.SetValue(options, value);

    /// <summary>Sets an option, or switches a policy.</summary>
    public static void SetOption(this ProtocolOptions options, string name, bool isOn) =>
        options.GetType().GetProperty(Pascal(name))!.SetValue(options, isOn);

    /// <summary>Switches an extension.</summary>
    public static void SetExtension(this ProtocolOptions options, string keyword, bool isOn)
    {
        var extensions = options.GetType().GetProperty("Extensions")!;
        var type = extensions.PropertyType;
        string name = Enum.GetNames(type).Single(n => n.EndsWith(keyword.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        ulong extension = Convert.ToUInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture);
        ulong now = Convert.ToUInt64(extensions.GetValue(options), CultureInfo.InvariantCulture);
        extensions.SetValue(options, Enum.ToObject(type, isOn ? now | extension : now & ~extension));
    }

    /// <summary>The name in C#: <c>message-size</c> is <c>MessageSize</c>.</summary>
    public static string Pascal(string name) => string.Concat(name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
