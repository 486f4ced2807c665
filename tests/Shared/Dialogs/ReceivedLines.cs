using System.Text;

namespace SmtpGen.Dialogs;

/// <summary>Octets from the server, cut into lines however they came.</summary>
public sealed class ReceivedLines
{
    private readonly List<byte> _octets = [];

    /// <summary>What no line was taken of.</summary>
    public string Unread => Encoding.UTF8.GetString([.. _octets]);

    public void Add(ReadOnlySpan<byte> octets) => _octets.AddRange(octets);

    /// <summary>Takes the next line, without its end; null while it is not whole.</summary>
    public string? Take()
    {
        byte[] all = [.. _octets];
        int end = all.AsSpan().IndexOf("\r\n"u8);
        if (end < 0)
            return null;
        _octets.RemoveRange(0, end + 2);
        return Encoding.UTF8.GetString(all, 0, end);
    }
}
