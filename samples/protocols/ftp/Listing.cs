using System.Globalization;
using System.Text;

namespace Samples;

/// <summary>Lists of files, with lines that end in CRLF whatever the type (RFC 959 section 4.1.3).</summary>
public static class Listing
{
    /// <summary>One line for each, for people.</summary>
    public static Download ForPeople(IEnumerable<FileSystemInfo> entries) => Of(entries.Select(Line));

    /// <summary>One name in each line.</summary>
    public static Download OfNames(IEnumerable<FileSystemInfo> entries) => Of(entries.Select(entry => entry.Name));

    private static Download Of(IEnumerable<string> lines) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n")))), isText: false);

    // As ls -l writes it, which clients read.
    private static string Line(FileSystemInfo entry)
    {
        var (kind, size) = entry is FileInfo file ? ("-rw-r--r--", file.Length) : ("drwxr-xr-x", 0);
        string format = DateTime.UtcNow - entry.LastWriteTimeUtc < TimeSpan.FromDays(180) ? "MMM dd HH:mm" : "MMM dd  yyyy";
        return string.Create(CultureInfo.InvariantCulture, $"{kind} 1 ftp ftp {size,12} {entry.LastWriteTimeUtc.ToString(format, CultureInfo.InvariantCulture)} {entry.Name}");
    }
}
