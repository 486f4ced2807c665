namespace SmtpGen.Sasl;

/// <summary>A users file cannot be used. The message is one line for people: file, line, what is wrong and what would be right. It holds no secret.</summary>
public sealed class UsersFileException : IOException
{
    internal UsersFileException(string path, int line, string problem)
        : base($"{path}:{line}: {problem}")
    {
    }

    internal UsersFileException(string path, Exception cause)
        : base($"{path}: cannot be read; a users file needs to exist and to be readable by the server ({cause.Message})", cause)
    {
    }
}
