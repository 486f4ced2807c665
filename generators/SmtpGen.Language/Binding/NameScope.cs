using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Names that stand beside each other in generated code, and so must differ there.</summary>
/// <param name="report">Takes findings.</param>
/// <param name="taken">The names that generated code has there already.</param>
internal sealed class NameScope(Report report, IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, (string Kind, Name Name)> _known = new(StringComparer.Ordinal);

    /// <summary>Adds names of a kind, each as generated code has it.</summary>
    public void AddAll(string kind, IEnumerable<Name> names)
    {
        foreach (var name in names)
            Add(kind, name, GeneratedName.Pascal(name.Text));
    }

    /// <summary>Adds a name; false, and a finding, where it cannot be told from another one.</summary>
    /// <param name="kind">What has the name.</param>
    /// <param name="name">The name.</param>
    /// <param name="generated">The name in generated code.</param>
    /// <param name="alsoTaken">What generated code has there beside this kind.</param>
    public bool Add(string kind, Name name, string generated, ISet<string>? alsoTaken = null)
    {
        if (generated.Length == 0)
        {
            report.Add(BindingRules.BadValue, name, $"Generated code cannot have the name '{name}'; write a name with a letter or a digit.");
        }
        else if (_taken.Contains(generated) || alsoTaken?.Contains(generated) == true)
        {
            report.Add(BindingRules.Duplicate, name, $"Generated code has the name '{generated}' for something else; rename the {kind} '{name}'.");
        }
        else if (_known.TryGetValue(generated, out var first))
        {
            string why = first.Kind == kind ? ", where case and punctuation tell nothing apart" : "";
            report.Add(BindingRules.Duplicate, name,
                $"The {first.Kind} '{first.Name}' has the name '{generated}' in generated code already{why}; rename one of the two.");
        }
        else
        {
            _known.Add(generated, (kind, name));
            return true;
        }

        return false;
    }
}
