using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>Commands in columns of equal width, to be read column by column.</summary>
internal sealed class CommandGrid
{
    private const double Gap = 18;
    private readonly IReadOnlyList<ChartCommand> _commands;
    private readonly double _column;
    private readonly int _rows;

    private CommandGrid(IReadOnlyList<ChartCommand> commands, double column, int rows)
    {
        _commands = commands;
        _column = column;
        _rows = rows;
    }

    public double Height => _rows * Route.LineHeight;

    /// <summary>The width in which it looks well: few columns for few commands, and in frames, which are wider than boxes.</summary>
    public static double GoodWidth(ChartNode node)
    {
        int columns = node.Stays.Count switch { 0 => 0, <= 3 => 1, <= 8 => 2, _ => 3 };
        return Math.Max(0, (Math.Min(columns, node.Children.Count > 0 ? 2 : 3) * Column(node.Stays)) - Gap);
    }

    /// <summary>A grid that is as low as a width allows.</summary>
    public static CommandGrid Within(IReadOnlyList<ChartCommand> commands, double width)
    {
        double column = Column(commands);
        int columns = Math.Max(1, (int)((width + Gap + 0.001) / column));
        int rows = (commands.Count + columns - 1) / columns;
        return new CommandGrid(commands, column, rows);
    }

    public IReadOnlyList<PlacedCommand> Place(double x, double y) =>
        [.. _commands.Select((command, i) => new PlacedCommand(
            command,
            new Box(x + (i / _rows * _column), y + (i % _rows * Route.LineHeight), TextMeasure.Command(command.Text), Route.LineHeight)))];

    private static double Column(IReadOnlyList<ChartCommand> commands) => commands.Select(command => TextMeasure.Command(command.Text)).Prepend(0).Max() + Gap;
}
