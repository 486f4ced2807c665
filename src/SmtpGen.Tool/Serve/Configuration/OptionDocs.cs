using System.ComponentModel;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>What options mean, from where the libraries document their properties: the build puts their XML into the program.</summary>
internal sealed partial class OptionDocs
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    public OptionDocs()
    {
        var program = typeof(OptionDocs).Assembly;
        foreach (string name in program.GetManifestResourceNames().Where(name => name.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var stream = program.GetManifestResourceStream(name)!;
            foreach (var member in XElement.Load(stream).Descendants("member"))
                _members[(string)member.Attribute("name")!] = member;
        }
    }

    /// <summary>The sentences about a property; empty where there are none.</summary>
    public string Of(PropertyInfo property)
    {
        if (property.GetCustomAttribute<DescriptionAttribute>() is { } description)
            return description.Description + ".";
        var type = property.DeclaringType!;
        string name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
        return _members.GetValueOrDefault($"P:{name}.{property.Name}")?.Element("summary") is { } summary ? Space().Replace(Text(summary), " ").Trim() : "";
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
                text.Append(plain.Value);
            else if (node is XElement inner)
                text.Append(inner.Attribute("cref") is { } reference ? Name(reference.Value) : (string?)inner.Attribute("langword") ?? Text(inner));
        }

        return text.ToString();
    }

    private static string Name(string reference) => reference[(reference.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
