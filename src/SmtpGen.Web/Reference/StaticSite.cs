using System.Text;

namespace SmtpGen.Web.Reference;

/// <summary>Writes a site into a folder, to be read without a server.</summary>
internal static class StaticSite
{
    /// <summary>Writes all files; others that lie in the folder stay.</summary>
    /// <param name="site">The site.</param>
    /// <param name="folder">The folder, which is made where it is missing.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be written.</exception>
    public static async Task WriteAsync(ProtocolSite site, string folder, CancellationToken cancellationToken)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        foreach (string path in site.Paths)
        {
            string file = Path.Combine([folder, .. path.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var writer = new StreamWriter(file, append: false, utf8);
            await site.WriteAsync(path, writer, cancellationToken);
        }
    }
}
