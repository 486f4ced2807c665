namespace SmtpGen.Benchmarks.Receiver;

/// <summary>What the command line says.</summary>
internal sealed class ReceiverOptions
{
    public const string Usage =
        "usage: receiver PORT [--transport automatic|epoll|portable] [--protocol smtp|lmtp] [--never-blocks] [--tls CERT.pem] "
        + "[--store sqlite:PATH|maildir:PATH] [--body-null]";

    public int Port { get; private set; }

    public string? Transport { get; private set; }

    public bool IsLmtp { get; private set; }

    /// <summary>Whether handlers run where the octets came, which takes a store with threads of its own, or none.</summary>
    public bool NeverBlocks { get; private set; }

    /// <summary>A certificate with its key; connections begin with TLS then.</summary>
    public string? Certificate { get; private set; }

    public string? Store { get; private set; }

    /// <summary>Whether the handler leaves the body to the session, which reads over it.</summary>
    public bool LeavesBody { get; private set; }

    /// <exception cref="FormatException">The command line is wrong.</exception>
    public static ReceiverOptions Parse(string[] words)
    {
        if (words.Length == 0 || !ushort.TryParse(words[0], out ushort port) || port == 0)
            throw new FormatException("The first argument is a port.");
        var options = new ReceiverOptions { Port = port };
        for (int i = 1; i < words.Length; i++)
        {
            string Value(params string[] allowed)
            {
                string value = i + 1 < words.Length ? words[++i] : throw new FormatException($"{words[i]} needs a value.");
                return allowed.Length == 0 || allowed.Contains(value)
                    ? value
                    : throw new FormatException($"{words[i - 1]} is {string.Join(", ", allowed)}, not '{value}'.");
            }

            switch (words[i])
            {
                case "--transport":
                    options.Transport = Value("automatic", "epoll", "portable");
                    break;
                case "--protocol":
                    options.IsLmtp = Value("smtp", "lmtp") == "lmtp";
                    break;
                case "--never-blocks":
                    options.NeverBlocks = true;
                    break;
                case "--tls":
                    options.Certificate = Value();
                    break;
                case "--store":
                    options.Store = Value();
                    if (!options.Store.StartsWith("sqlite:", StringComparison.Ordinal) && !options.Store.StartsWith("maildir:", StringComparison.Ordinal))
                        throw new FormatException($"--store is sqlite:PATH or maildir:PATH, not '{options.Store}'.");
                    break;
                case "--body-null":
                    options.LeavesBody = true;
                    break;
                default:
                    throw new FormatException($"There is no option {words[i]}.");
            }
        }

        return options;
    }
}
