using System.CommandLine;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Commands;

/// <summary>The option that says where the messages are.</summary>
internal static class StoreOption
{
    public static Option<string> Create() => new("--store")
    {
        Description = "Where the messages are: the path of a SQLite database, sqlite:PATH, or maildir:DIRECTORY",
        HelpName = "LOCATION",
        DefaultValueFactory = _ => "smtpgen.db",
    };

    public static IMessageStore Open(string location, StoreAccess access)
    {
        try
        {
            return MessageStores.Open(location, access);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(ToolExit.Usage, OptionError.Text(exception), exception);
        }
    }
}
