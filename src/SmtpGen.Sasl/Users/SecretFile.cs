using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>
/// The secret that stands beside a users file, <c>users.secret</c> beside <c>users</c>: 32 octets in Base64, for the server's
/// eyes only. It stays the same when users come and go, so that the salts of those who do not exist do too.
/// </summary>
internal static class SecretFile
{
    private const int Length = 32;

    /// <summary>Reads the secret; makes it where there is none.</summary>
    /// <param name="usersFile">The path of the users file.</param>
    /// <param name="users">Its octets. Where no file can be made beside it, the secret follows from them.</param>
    /// <exception cref="UsersFileException">There is a secret that cannot be used.</exception>
    public static byte[] ReadOrMake(string usersFile, ReadOnlySpan<byte> users)
    {
        string path = usersFile + ".secret";
        try
        {
            if (!File.Exists(path))
                Make(path);
            return Read(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or (IOException and not UsersFileException))
        {
            return HMACSHA256.HashData("decoys of a users file"u8, users);
        }
    }

    private static byte[] Read(string path)
        => StrictBase64.Decode(Encoding.ASCII.GetBytes(File.ReadAllText(path).Trim())) is { Length: Length } secret
            ? secret
            : throw new UsersFileException(path, 1, $"the secret is not {Length} octets in Base64; remove the file, and another one is made");

    // Of servers that start together one makes it, and all read what it made: a name is given to it when it is whole.
    private static void Make(string path)
    {
        string draft = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, Encoding.ASCII, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
