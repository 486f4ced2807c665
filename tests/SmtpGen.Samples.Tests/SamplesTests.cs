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

    private static string Client(string name) => Path.Combine(AppContext.BaseDirectory, "Clients", name);
}
