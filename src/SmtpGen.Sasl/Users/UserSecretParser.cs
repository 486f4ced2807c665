using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpGen.Sasl;

/// <summary>Reads what follows the colon of a user's line. Its messages never show what may be a secret.</summary>
/// <param name="name">The user, for messages.</param>
/// <param name="saltSecret">What salts are made from where the entry has none.</param>
/// <param name="wrong">Makes the error of a problem.</param>
internal sealed partial class UserSecretParser(string name, ReadOnlyMemory<byte> saltSecret, Func<string, UsersFileException> wrong)
{
    private const string Schemes =
        "{SCRAM-SHA-256}iterations$salt$stored-key$server-key, {PBKDF2-SHA256}iterations$salt$hash, or {PLAIN}password for tests";

    public UserSecret Parse(string text)
    {
        Match scheme = Scheme().Match(text);
        if (!scheme.Success)
            throw wrong($"the entry of \"{name}\" names no scheme; allowed are {Schemes}");
        string data = text[scheme.Length..];
        return scheme.Groups[1].Value switch
        {
            "SCRAM-SHA-256" => ParseScram(data.Split('$')),
            "PBKDF2-SHA256" => ParseHash(data.Split('$')),
            "PLAIN" => ParseReadable(data),
            string other => throw wrong($"the scheme {{{other}}} of \"{name}\" is not known; allowed are {Schemes}"),
        };
    }

    private UserSecret ParseScram(string[] parts)
    {
        if (parts.Length != 4)
            throw wrong($"the entry of \"{name}\" has {parts.Length} of 4 parts; write {{SCRAM-SHA-256}}iterations$salt$stored-key$server-key");
        return UserSecret.FromVerifier(
            new ScramVerifier(Salt(parts[1]), Iterations(parts[0]), Key("stored key", parts[2]), Key("server key", parts[3])));
    }

    private UserSecret ParseHash(string[] parts)
    {
        if (parts.Length != 3)
            throw wrong($"the entry of \"{name}\" has {parts.Length} of 3 parts; write {{PBKDF2-SHA256}}iterations$salt$hash");
        return UserSecret.FromHash(Salt(parts[1]), Iterations(parts[0]), Key("hash", parts[2]));
    }

    // The least iterations do: whoever reads the file has the password anyway. The salt is the same whenever and by
    // whichever server the file is read, as it is for users whose entry has one.
    private UserSecret ParseReadable(string password)
    {
        byte[] readable = SaslText.PreparePassword(password)
            ?? throw wrong($"the password of \"{name}\" is not allowed; it is not empty and holds no control or private characters");
        return UserSecret.FromReadable(
            ScramDecoys.Salt(saltSecret, name, UserEntry.Parameters.SaltLength), ScramVerifier.LeastIterations, readable);
    }

    private int Iterations(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= ScramVerifier.LeastIterations and <= UserEntry.MostIterations
            ? number
            : throw wrong($"the iterations of \"{name}\" are not a number from {ScramVerifier.LeastIterations} to {UserEntry.MostIterations}");

    private byte[] Salt(string text)
        => Decode(text) is { Length: >= 8 and <= 64 } salt ? salt : throw wrong($"the salt of \"{name}\" is not 8 to 64 octets in Base64");

    private byte[] Key(string part, string text)
        => Decode(text) is { Length: ScramVerifier.KeyLength } key
            ? key
            : throw wrong($"the {part} of \"{name}\" is not {ScramVerifier.KeyLength} octets in Base64");

    private static byte[]? Decode(string text) => StrictBase64.Decode(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\A\{([A-Za-z0-9-]{1,20})\}")]
    private static partial Regex Scheme();
}
