using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Text;

public class EquatableArrayTests
{
    [Fact]
    public void Arrays_with_equal_elements_are_equal()
    {
        EquatableArray<string> left = ["a", "b"];
        EquatableArray<string> right = new[] { "a", "b" }.ToEquatableArray();

        Assert.True(left == right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void Order_length_and_elements_matter()
    {
        EquatableArray<int> array = [1, 2];

        Assert.True(array != [2, 1]);
        Assert.True(array != [1]);
        Assert.True(array != [1, 3]);
    }

    [Fact]
    public void The_default_value_is_the_empty_array()
    {
        EquatableArray<int> none = default;

        Assert.True(none == []);
        Assert.Empty(none);
        Assert.Equal(0, none.AsSpan().Length);
    }
}
