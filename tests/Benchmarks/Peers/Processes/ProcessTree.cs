using System.Globalization;

namespace SmtpGen.Benchmarks.Peers.Processes;

/// <summary>A process and what it started, as proc(5) shows them.</summary>
internal static class ProcessTree
{
    /// <summary>The numbers of the process and its descendants.</summary>
    public static IReadOnlyList<int> Of(int process)
    {
        var found = new List<int> { process };
        for (int i = 0; i < found.Count; i++)
        {
            foreach (string task in Tasks(found[i]))
                found.AddRange(Words(Path.Combine(task, "children")).Select(word => int.Parse(word, CultureInfo.InvariantCulture)));
        }

        return found;
    }

    /// <summary>Memory of all of them, in KiB: <c>VmRSS</c> or <c>VmHWM</c>.</summary>
    public static long Memory(int process, string field) => Of(process).Sum(member =>
        Lines($"/proc/{member}/status").Where(line => line.StartsWith(field + ":", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)));

    /// <summary>What follows the name in <c>stat</c>, the third field first; nothing where the process has ended.</summary>
    public static string[] StatFields(int process) =>
        Lines($"/proc/{process}/stat") is [var line, ..] ? line[(line.LastIndexOf(')') + 2)..].Split(' ') : [];

    private static string[] Tasks(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string[] Words(string path) => [.. Lines(path).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    // A process may end between two looks.
    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
