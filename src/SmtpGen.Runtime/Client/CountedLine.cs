using System.Globalization;
using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>Writes lines with counted octets, for each of which a line feed stands in them.</summary>
internal static class CountedLine
{
    /// <summary>A line with each text announced before it: <c>{5+}</c>, CRLF, five octets (RFC 7888).</summary>
    /// <exception cref="ArgumentException">The line ends as if more followed.</exception>
    public static void WriteLine(ServerLiterals? literals, ReadOnlySpan<byte> line, List<byte[]> counted, OutputBuffer output)
    {
        if (literals is not null && CountedText.Announced(literals, line) >= 0)
            throw new ArgumentException($"{ProtocolViolationException.Quote(line)} cannot be sent: its end announces octets that do not follow.");
        int next = 0;
        while (next < counted.Count && line.IndexOf((byte)'\n') is >= 0 and var at)
        {
            output.Write(line[..at]);
            byte[] octets = counted[next++];
            output.Write(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{(char)literals!.Open}{octets.Length}{(char)literals.Now}{(char)literals.Close}\r\n")));
            output.Write(octets);
            line = line[(at + 1)..];
        }

        output.Write(line);
        output.Write("\r\n"u8);
    }

    /// <summary>The words of a line as an array of counted octets.</summary>
    public static void WriteArray(ServerArrays arrays, ReadOnlySpan<byte> line, List<byte[]> counted, OutputBuffer output)
    {
        Number(arrays.Array, line.Count((byte)' ') + 1, output);
        int next = 0;
        foreach (var word in line.Split((byte)' '))
        {
            var octets = line[word].SequenceEqual("\n"u8) ? counted[next++] : line[word];
            Number(arrays.Element, octets.Length, output);
            output.Write(octets);
            output.Write("\r\n"u8);
        }
    }

    private static void Number(byte mark, int number, OutputBuffer output) =>
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(char)mark}{number}\r\n")));
}
