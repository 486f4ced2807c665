using System.Text;

namespace SmtpGen.Tool.Load;

/// <summary>A message of a given size.</summary>
internal static class LoadContent
{
    private const string Header = "Subject: load\r\n\r\n";
    private const int LineLength = 78;

    /// <summary>Header fields and lines of text; where the size is too small for them, shorter lines alone.</summary>
    public static byte[] Create(int size)
    {
        var content = new StringBuilder(size > Header.Length ? Header : "");
        while (content.Length < size)
        {
            int length = Math.Min(LineLength, size - content.Length);
            content.Append('x', Math.Max(0, length - 2)).Append(length > 1 ? "\r\n" : "x");
        }

        return Encoding.ASCII.GetBytes(content.ToString());
    }
}
