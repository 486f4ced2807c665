namespace SmtpGen.Architecture.Tests;

/// <summary>Which namespaces of an assembly use which others of it.</summary>
internal sealed class NamespaceGraph(IEnumerable<(string From, string To)> uses)
{
    private readonly HashSet<(string From, string To)> _uses = [.. uses.Where(use => use.From != use.To)];

    /// <summary>The uses that lie on a cycle.</summary>
    public IEnumerable<(string From, string To)> Circular() =>
        _uses.Where(use => ReachableFrom(use.To).Contains(use.From)).OrderBy(use => use.From, StringComparer.Ordinal).ThenBy(use => use.To, StringComparer.Ordinal);

    private HashSet<string> ReachableFrom(string start)
    {
        HashSet<string> reached = [start];
        var open = new Stack<string>(reached);
        while (open.TryPop(out string? from))
        {
            foreach (var use in _uses.Where(use => use.From == from && reached.Add(use.To)))
                open.Push(use.To);
        }

        return reached;
    }
}
