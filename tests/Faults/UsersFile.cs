using SmtpGen.Sasl;

namespace SmtpGen.Faults.Tests;

/// <summary>A file with Bob, who reads his mail by POP3.</summary>
internal sealed class UsersFile : IDisposable
{
    private const string Password = "correct horse";

    private readonly string _path = Path.GetTempFileName();

    // The fewest rounds: what a password costs is not what is tested here.
    public UsersFile() => File.WriteAllText(_path, UserEntry.CreateScram(TestMail.Recipient, Password, ScramVerifier.LeastIterations));

    /// <summary>The options by which the server lets him.</summary>
    public string[] Options => ["--plaintext-auth", "--users", _path, "--pop3", "127.0.0.1:0"];

    /// <summary>A session with his maildrop.</summary>
    public static async Task<LineClient> OpenMaildropAsync(ServerUnderTest server)
    {
        LineClient reader = await LineClient.ConnectAsync(server.EndPoints[1]);
        await reader.RequireAsync($"USER {TestMail.Recipient}", "+OK");
        await reader.RequireAsync($"PASS {Password}", "+OK");
        return reader;
    }

    public void Dispose() => File.Delete(_path);
}
