using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>All options of <see cref="ServeConfiguration"/>, in the order of their declaration, those of a base class first.</summary>
internal sealed class OptionSchema
{
    private readonly Dictionary<string, OptionKey> _keys;

    private OptionSchema()
    {
        Keys = [.. Find(typeof(ServeConfiguration), "", [])];
        _keys = Keys.ToDictionary(key => key.Path, StringComparer.OrdinalIgnoreCase);
    }

    public static OptionSchema Instance { get; } = new();

    public IReadOnlyList<OptionKey> Keys { get; }

    /// <summary>The option of a key, whatever its case; null for none.</summary>
    public OptionKey? Find(string path) => _keys.GetValueOrDefault(path);

    /// <summary>Whether there are options under a key.</summary>
    public bool IsSection(string path) => Keys.Any(key => key.Path.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a key that there is not may have been meant for, as the end of a sentence.</summary>
    public string Suggest(string path, Func<OptionKey, string> name)
    {
        // The same name in another section is meant more often than none.
        string last = path[(path.LastIndexOf(':') + 1)..];
        return Suggestion.For(path, Keys.Select(key => key.Path), path => name(_keys[path]))
            ?? (Keys.FirstOrDefault(key => key.Property.Name.Equals(last, StringComparison.OrdinalIgnoreCase)) is { } same
                ? Suggestion.For([name(same)])
                : "smtpgen serve --print-config lists those there are");
    }

    private static IEnumerable<OptionKey> Find([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, string prefix, PropertyInfo[] owners)
    {
        foreach (var property in Properties(type))
        {
            string path = prefix + property.Name;
            if (IsOption(property))
                yield return new OptionKey(path, owners, property);
            else if (IsSection(property))
            {
                foreach (var inner in Find(SectionTypes.Kept(property.PropertyType), path + ":", [.. owners, property]))
                    yield return inner;
            }
        }
    }

    private static IEnumerable<PropertyInfo> Properties([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) =>
        (type.BaseType is { } parent && parent != typeof(object) ? Properties(parent) : []).Concat(type.GetProperties(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.GetMethod!.GetBaseDefinition() == property.GetMethod));

    private static bool IsOption(PropertyInfo property) =>
        property.PropertyType == typeof(IList<string>) || (property.SetMethod is { IsPublic: true } && IsValue(property.PropertyType));

    private static bool IsValue(Type type) =>
        Nullable.GetUnderlyingType(type) is { } plain ? IsValue(plain)
            : type == typeof(string) || type == typeof(TimeSpan) || type.IsEnum || (type.IsPrimitive && type != typeof(char));

    private static bool IsSection(PropertyInfo property) =>
        property.SetMethod is null && property.PropertyType is { IsClass: true, Namespace: { } ns }
            && ns.StartsWith("SmtpGen", StringComparison.Ordinal) && !typeof(Delegate).IsAssignableFrom(property.PropertyType);
}
