using System.Reflection;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

public class RuleTests
{
    [Fact]
    public void The_catalogue_names_every_rule_once_in_the_order_of_their_ids()
    {
        var constants = typeof(Rules).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticRule))
            .Select(field => ((DiagnosticRule)field.GetValue(null)!).Id);

        Assert.Equal(constants.Order(StringComparer.Ordinal), Rules.All.Select(rule => rule.Id));
    }
}
