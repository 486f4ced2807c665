using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Writes a configuration as <see cref="ConfigurationFile"/> reads it, each option with what it means.</summary>
internal sealed class ConfigurationWriter(ServeConfiguration configuration)
{
    private const int Width = 110;

    private readonly OptionDocs _docs = new();

    /// <summary>The text of a file.</summary>
    public string Write() =>
        "// The configuration of smtpgen serve: smtpgen serve --config FILE.\n"
        + $"// {EnvironmentSettings.Prefix}SMTP__MAXCONNECTIONS in the environment goes before Smtp:MaxConnections here, and the command line before both.\n"
        + Section(OptionSchema.Instance.Keys, 0) + "\n";

    private string Section(IEnumerable<OptionKey> keys, int depth)
    {
        string indent = Indent(depth + 1);
        var items = keys.GroupBy(key => depth < key.Owners.Count ? key.Owners[depth] : key.Property)
            .Select(group => (Item: Comment(group.Key, indent) + Item([.. group], group.Key, depth, indent), IsShown: !IsHidden([.. group], depth)))
            .ToList();
        int last = items.FindLastIndex(item => item.IsShown);
        var text = new StringBuilder("{\n");
        for (int i = 0; i < items.Count; i++)
            text.Append(items[i].Item).Append(items[i].IsShown && i < last ? "," : "").Append(i < items.Count - 1 ? "\n\n" : "\n");
        return text.Append(Indent(depth)).Append('}').ToString();
    }

    private string Item(IReadOnlyList<OptionKey> keys, PropertyInfo property, int depth, string indent)
    {
        if (IsHidden(keys, depth))
            return $"{indent}// It is set, and not shown here; {keys[0].Variable} may hold it.";
        string value = depth < keys[0].Owners.Count ? Section(keys, depth + 1) : Value(keys[0]);
        return $"{indent}\"{property.Name}\": {value}";
    }

    private bool IsHidden(IReadOnlyList<OptionKey> keys, int depth) =>
        depth == keys[0].Owners.Count && keys[0].IsSecret && keys[0].Get(configuration).Count > 0;

    private string Value(OptionKey key)
    {
        var texts = key.Get(configuration);
        if (key.IsList)
            return $"[{string.Join(", ", texts.Select(Quoted))}]";
        return texts.Count == 0 ? "null" : OptionValue.IsBare(key.Property.PropertyType) ? texts[0] : Quoted(texts[0]);
    }

    private string Comment(PropertyInfo property, string indent)
    {
        var text = new StringBuilder();
        int column = 0;
        foreach (string word in _docs.Of(property).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column == 0 || column + word.Length + 1 > Width)
            {
                text.Append(column == 0 ? "" : "\n").Append(indent).Append("//");
                column = indent.Length + 2;
            }

            text.Append(' ').Append(word);
            column += word.Length + 1;
        }

        return column == 0 ? "" : text.Append('\n').ToString();
    }

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static string Indent(int depth) => new(' ', 2 * depth);
}
