using System.Collections;
using System.ComponentModel;
using System.Reflection;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>One option of <see cref="ServeConfiguration"/>, found by reflection, so that none can be forgotten.</summary>
/// <param name="Path">Its key, such as <c>Smtp:Protocol:MessageSize</c>.</param>
/// <param name="Owners">The properties that lead to its owner.</param>
/// <param name="Property">The property itself.</param>
internal sealed record OptionKey(string Path, IReadOnlyList<PropertyInfo> Owners, PropertyInfo Property)
{
    /// <summary>The section at the top: <c>Smtp</c>; empty where there is none.</summary>
    public string Section => Owners.Count == 0 ? "" : Owners[0].Name;

    /// <summary>The key inside its section at the top.</summary>
    public string Local => Owners.Count == 0 ? Path : Path[(Owners[0].Name.Length + 1)..];

    /// <summary>Whether it is a list of texts.</summary>
    public bool IsList => Property.PropertyType == typeof(IList<string>);

    /// <summary>Whether its value must not be shown.</summary>
    public bool IsSecret => Property.IsDefined(typeof(PasswordPropertyTextAttribute));

    /// <summary>The variable of the environment that sets it.</summary>
    public string Variable => EnvironmentSettings.Prefix + Path.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The value as texts: those of a list, or one; none for null.</summary>
    public IReadOnlyList<string> Get(ServeConfiguration configuration) =>
        Property.GetValue(Owner(configuration)) switch
        {
            null => [],
            IList<string> list => [.. list],
            var value => [OptionValue.Format(value)],
        };

    /// <summary>Sets the value.</summary>
    /// <exception cref="FormatException">The texts are not such a value; the message says what they must be.</exception>
    public void Set(ServeConfiguration configuration, IReadOnlyList<string> texts)
    {
        object owner = Owner(configuration);
        if (IsList)
        {
            var list = (IList)Property.GetValue(owner)!;
            list.Clear();
            foreach (string text in texts)
                list.Add(text);
            return;
        }

        try
        {
            Property.SetValue(owner, texts.Count == 0 ? null : OptionValue.Parse(texts, Property.PropertyType));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException cause)
        {
            throw new FormatException(OptionError.Text(cause), cause);
        }
    }

    private object Owner(ServeConfiguration configuration)
    {
        object owner = configuration;
        foreach (var property in Owners)
            owner = property.GetValue(owner)!;
        return owner;
    }
}
