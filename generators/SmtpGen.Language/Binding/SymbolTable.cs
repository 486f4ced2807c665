using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Named things of one kind, in declaration order, and which of them are used.</summary>
internal sealed class SymbolTable<T>(string kind, Report report, StringComparer? comparer = null)
{
    private readonly Dictionary<string, int> _indices = new(comparer ?? StringComparer.Ordinal);
    private readonly List<(Name Name, T Value)> _items = [];
    private readonly HashSet<int> _used = [];

    public int Count => _items.Count;

    public IEnumerable<T> Values => _items.Select(i => i.Value);

    public IEnumerable<Name> Names => _items.Select(i => i.Name);

    public IEnumerable<(Name Name, T Value)> Unused => _items.Where((_, i) => !_used.Contains(i));

    public T this[int index]
    {
        get => _items[index].Value;
        set => _items[index] = (_items[index].Name, value);
    }

    public Name NameOf(int index) => _items[index].Name;

    public bool Add(Name name, T value)
    {
        if (_indices.TryGetValue(name.Text, out int first))
        {
            var (line, _) = _items[first].Name.Source.GetLinePosition(_items[first].Name.Span.Start);
            report.Add(BindingRules.Duplicate, name,
                $"The {kind} '{name}' is defined already, in {System.IO.Path.GetFileName(_items[first].Name.Source.Path)} line {line}; remove or rename one of the two.");
            return false;
        }

        _indices.Add(name.Text, _items.Count);
        _items.Add((name, value));
        return true;
    }

    /// <summary>Index of a name; -1, and a finding, when it is not defined.</summary>
    public int Use(Name name)
    {
        int index = Find(name);
        if (index >= 0)
            _used.Add(index);
        return index;
    }

    /// <summary>Index of a name that is looked at only, which is no use of it; -1, and a finding, when it is not defined.</summary>
    public int Find(Name name)
    {
        if (_indices.TryGetValue(name.Text, out int index))
            return index;
        var nearest = EditDistance.Nearest(name.Text, _indices.Keys);
        report.Add(BindingRules.Undefined, name, $"There is no {kind} '{name}'.{Suggest(nearest)}", CorrectName.Fix(name.Source, name.Span, nearest));
        return -1;
    }

    /// <summary>Index of a name; -1 when it is not defined.</summary>
    public int TryUse(string name)
    {
        if (!_indices.TryGetValue(name, out int index))
            return -1;
        _used.Add(index);
        return index;
    }

    /// <summary>A mask with a bit for each name that is defined.</summary>
    public uint UseMask(IEnumerable<Name> names)
    {
        uint mask = 0;
        foreach (var name in names)
        {
            int index = Use(name);
            if (index >= 0)
                mask |= 1u << index;
        }

        return mask;
    }

    private string Suggest(IReadOnlyList<string> nearest) => nearest.Count == 0
        ? $" Define it, or use one of: {string.Join(", ", _indices.Keys.Take(12))}."
        : $" Did you mean '{nearest[0]}'?";
}
