using System.Collections.Immutable;
using System.Globalization;

namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>Reads the table that a compiled protocol carries as an attribute.</summary>
internal static class TableReader
{
    /// <summary>The table; null where a newer or broken library says something that cannot be read.</summary>
    public static ClientTable? Read(string text)
    {
        string[][] lines = [.. text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
        string[][] stateLines = [.. lines.Where(IsState)];
        string[][] edgeLines = [.. lines.Where(line => line is ["edge", _, _, .., _, _, _])];
        string[] states = [.. stateLines.Select(line => line[1])];
        int initial = Array.FindIndex(stateLines, line => line[0] == "initial");
        if (initial < 0 || stateLines.Length + edgeLines.Length != lines.Length)
            return null;

        var edges = ImmutableArray.CreateBuilder<ClientEdge>();
        var codes = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (string[] line in edgeLines)
        {
            int from = Array.IndexOf(states, line[1]);
            int to = Array.IndexOf(states, line[^1]);
            if (from < 0 || to < 0 || !int.TryParse(line[^3], NumberStyles.None, CultureInfo.InvariantCulture, out int code))
                return null;
            edges.Add(new ClientEdge(from, string.Join(" ", line.Skip(2).Take(line.Length - 5)), code, to));
            codes[line[^2]] = code;
        }

        return new ClientTable(
            [.. states], initial, [.. Enumerable.Range(0, states.Length).Where(i => stateLines[i][0] == "final")], edges.ToImmutable(), codes.ToImmutable());
    }

    private static bool IsState(string[] line) => line is ["initial" or "state" or "final", _];
}
