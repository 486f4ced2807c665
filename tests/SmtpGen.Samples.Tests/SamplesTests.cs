using System.Globalization;
using SmtpGen.Foreign;

namespace SmtpGen.Samples;

/// <summary>The samples, each with a client that nobody here wrote.</summary>
public class SamplesTests
{
    // The one of the system: another may be so new that its library has lost the module.
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task News_are_read_and_posted_by_nntplib()
    {
        await ForeignProgram.RequirePythonAsync(Python, "nntplib");
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.NewsHandler), "Nntp");

        await ForeignProgram.RunAsync(Python, "-W", "ignore", Client("news.py"), server.Port.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Files_are_transferred_by_ftplib_and_nothing_leads_out_of_their_folder()
    {
        await ForeignProgram.RequirePythonAsync(Python, "ftplib");
        var around = Directory.CreateTempSubdirectory("smtpgen-ftp-");
        try
        {
            string folder = Path.Combine(around.FullName, "files");
            await using var server = await SampleProgram.StartAsync(typeof(global::Samples.FileHandler), "Ftp", $"Folder={folder}", "User=demo", "Password=demo");

            await ForeignProgram.RunAsync(Python, "-W", "ignore", Client("files.py"), server.Port.ToString(CultureInfo.InvariantCulture), folder);
        }
        finally
        {
            around.Delete(recursive: true);
        }
    }

    private static string Client(string name) => Path.Combine(AppContext.BaseDirectory, "Clients", name);
}
