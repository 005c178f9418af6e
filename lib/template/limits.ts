/** How many bytes of a file are read. ROS takes 512 KB: 16 times that is no template, and judging it would take long. */
export const FILE_BYTES = 8 * 1024 * 1024;

/** How many bytes of YAML are read: twice what ROS takes. A megabyte of YAML takes a second, of JSON a hundredth. */
export const YAML_BYTES = 1024 * 1024;

/** How deep objects and lists may stand in each other. No template needs a tenth of it, and parsers recurse. */
export const NESTING_LEVELS = 200;

/** How many values YAML aliases may add to a document: an alias of aliases of aliases would fill the memory. */
export const ALIASED_VALUES = 100_000;

/** How deep stacks may stand in each other: https://www.alibabacloud.com/help/doc-detail/28854.htm */
export const NESTED_STACKS = 5;

/** How many stacks of one template are read. An account may have no more: https://www.alibabacloud.com/help/doc-detail/28854.htm */
export const STACKS = 200;
