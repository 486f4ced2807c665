using System.Globalization;

namespace SmtpGen.Faults.Tests;

/// <summary>A line of the record: a call that begins or has ended.</summary>
/// <param name="Position">Its place in the order of all.</param>
/// <param name="IsEnd">Whether the call has ended.</param>
/// <param name="Name">The kind of call; "send" for what leaves by a socket, which begins only.</param>
/// <param name="Thread">The thread that calls.</param>
/// <param name="Path">The file, within the folder that is watched; the text of a "send".</param>
/// <param name="Target">A rename's new name.</param>
/// <param name="Error">The error number; 0 for none.</param>
internal sealed record RecordedCall(int Position, bool IsEnd, string Name, string Thread, string Path, string Target, int Error)
{
    public static List<RecordedCall> ReadAll(string record) => [.. File.ReadLines(record).Select(Parse)];

    public bool IsDone(string name) => IsEnd && Name == name && Error == 0;

    public override string ToString() => $"{Position}: {(IsEnd ? "end" : "begin")} {Name} {Path} {Target} {Error}";

    private static RecordedCall Parse(string line, int position)
    {
        string[] parts = line.Split('\t');
        return new RecordedCall(
            position, parts[0] == "end", parts[1], parts[2], parts[3], parts[4], int.Parse(parts[5], CultureInfo.InvariantCulture));
    }
}
