using System.Collections;
using System.Globalization;
using SmtpGen.Server;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>What variables of the environment say: <c>SMTPGEN_SMTP__MAXCONNECTIONS</c>.</summary>
internal static class EnvironmentSettings
{
    /// <summary>What the variables begin with.</summary>
    public const string Prefix = "SMTPGEN_";

    /// <summary>Reads them, of any process's environment.</summary>
    /// <exception cref="ToolException">One is the name of no option.</exception>
    public static IReadOnlyList<Setting> Read(IDictionary variables)
    {
        var settings = new List<Setting>();
        var items = new Dictionary<string, SortedList<int, string>>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in variables)
        {
            string name = (string)variable.Key;
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || name == ServerOptions.TransportVariable)
                continue;
            string value = (string?)variable.Value ?? "";
            string key = name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            if (OptionSchema.Instance.Find(key) is { } option)
                settings.Add(new Setting(option.Path, Values(option, value), name));
            else if (Item(key) is (var list, var index) && OptionSchema.Instance.Find(list) is { IsList: true } known)
                Items(items, known)[index] = value;
            else
                throw new ToolException(ToolExit.Usage, $"{name}: there is no such option; {OptionSchema.Instance.Suggest(key, near => near.Variable)}");
        }

        foreach (var (key, list) in items)
            settings.Add(new Setting(key, [.. list.Values], OptionSchema.Instance.Find(key)!.Variable));
        return settings;
    }

    // A variable that is empty says nothing of most options; of a list, that it is empty.
    private static IReadOnlyList<string> Values(OptionKey option, string value) =>
        option.IsList ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : value.Length == 0 && option.Property.PropertyType == typeof(string) ? [] : [value];

    // The items of a list may be given one by one, as to a .NET host: SMTPGEN_SMTP__LISTEN__0.
    private static (string List, int Index)? Item(string key)
    {
        int end = key.LastIndexOf(':');
        return end > 0 && int.TryParse(key.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? (key[..end], index) : null;
    }

    private static SortedList<int, string> Items(Dictionary<string, SortedList<int, string>> items, OptionKey list)
    {
        if (!items.TryGetValue(list.Path, out var found))
            items.Add(list.Path, found = []);
        return found;
    }
}
