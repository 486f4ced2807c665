namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>The states of a random specification, in groups or alone.</summary>
internal sealed class States
{
    private readonly Random _random;

    public States(Random random, Vocabulary names)
    {
        _random = random;
        Leaves = [.. Enumerable.Range(0, random.Next(3) == 0 ? 1 : random.Next(1, 6)).Select(_ => names.Name("State"))];
        Finals = [.. Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => names.Name("Closed"))];
        int at = 0;
        while (at < Leaves.Count)
        {
            int length = random.Next(3) == 0 ? random.Next(1, 4) : 0;
            if (length > 0 && at > 0)
                Groups.Add((names.Name("Group"), at, Math.Min(at + length, Leaves.Count)));
            at += Math.Max(length, 1);
        }
    }

    /// <summary>The states that are not final; the first is the initial one.</summary>
    public IReadOnlyList<string> Leaves { get; }

    public IReadOnlyList<string> Finals { get; }

    /// <summary>Groups: a name, and which states lie in it.</summary>
    public List<(string Name, int From, int To)> Groups { get; } = [];

    public string Initial => Leaves[0];

    public string Final => Finals[_random.Next(Finals.Count)];

    /// <summary>Any state that is not final.</summary>
    public string Any => Leaves[_random.Next(Leaves.Count)];

    /// <summary>What stands after <c>from</c>: some states, a group, or all; and which they are.</summary>
    public (string Text, List<int> Members) Some()
    {
        if (_random.Next(3) == 0)
            return ("*", [.. Enumerable.Range(0, Leaves.Count)]);
        if (Groups.Count > 0 && _random.Next(3) == 0)
        {
            var (name, from, to) = Groups[_random.Next(Groups.Count)];
            return (name, [.. Enumerable.Range(from, to - from)]);
        }

        List<int> members = [.. Enumerable.Range(0, Leaves.Count).Where(_ => _random.Next(2) == 0)];
        if (members.Count == 0)
            members.Add(_random.Next(Leaves.Count));
        return (Names(members), members);
    }

    public string Names(IEnumerable<int> members) => string.Join(", ", members.Select(i => Leaves[i]));

    public override string ToString()
    {
        var lines = new List<string>();
        for (int i = 0; i < Leaves.Count; i++)
        {
            foreach (var group in Groups.Where(group => group.From == i))
                lines.Add($"{group.Name} {{");
            string doc = _random.Next(2) == 0 ? $"/// State number {i}, with <marks> & such.\n" : "";
            lines.Add($"{doc}{(i == 0 ? "initial " : "")}{Leaves[i]}");
            lines.AddRange(Groups.Where(group => group.To == i + 1).Select(_ => "}"));
        }

        lines.AddRange(Finals.Select(final => $"final {final}"));
        return $"states {{\n{string.Join("\n", lines)}\n}}\n";
    }
}
